package homelab.web.page;

import homelab.model.ShadowScore;

/**
 * How a class of action that was only watched would have done.
 *
 * @param says what to make of it
 */
record ScoreView(
        String action,
        int wouldAct,
        int wouldAsk,
        int recoveredAlone,
        int stayed,
        int byPerson,
        int open,
        String says) {

    static ScoreView of(ShadowScore score) {
        return new ScoreView(
                score.action().word(),
                score.wouldAct(),
                score.wouldAsk(),
                score.recoveredAlone(),
                score.stayed(),
                score.byPerson(),
                score.open(),
                says(score));
    }

    private static String says(ShadowScore score) {
        var needed = score.stayed() + score.byPerson();
        var known = needed + score.recoveredAlone();
        var verb = score.action().cleans() ? "cleaning up" : score.action().doing() + " it";
        if (known == 0) return "Nothing is known yet about how it would have gone without it.";
        if (needed == 0)
            return "All %d known cases came right alone within 10 min: so far %s was not needed."
                    .formatted(known, verb);
        return "In %d of %d known cases it did not come right alone within 10 min: there %s might have spared you something."
                .formatted(needed, known, verb);
    }
}
