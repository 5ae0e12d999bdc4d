package homelab.web.rest;

import homelab.model.ShadowScore;

/** How a class of action that was only watched would have done. */
record ScoreView(String action, int wouldAct, int wouldAsk, int recoveredAlone, int stayed, int byPerson, int open) {
    static ScoreView of(ShadowScore score) {
        return new ScoreView(
                score.action().word(),
                score.wouldAct(),
                score.wouldAsk(),
                score.recoveredAlone(),
                score.stayed(),
                score.byPerson(),
                score.open());
    }
}
