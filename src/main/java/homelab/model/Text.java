package homelab.model;

/** Text from outside, made harmless: one line, no control or direction characters, cut to length. */
public final class Text {
    private Text() {}

    /** The longest name or sentence from outside that is kept, in UTF-16 units. */
    public static final int LONGEST_LINE = 500;

    public static String harmless(String outside) {
        return harmless(outside, LONGEST_LINE);
    }

    /** Drops ANSI sequences, control, format (bidi, zero width) and unpaired surrogate characters; cuts with an ellipsis. */
    public static String harmless(String outside, int longest) {
        var cut = outside.length() > longest * 4 ? outside.substring(0, longest * 4) : outside;
        var plain = cut.replaceAll("\u001B(\\[[0-9;?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(\u0007|\u001B\\\\)?|.)?", "");
        var kept = new StringBuilder();
        plain.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> kept.append(' ');
                case Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> {}
                default -> kept.appendCodePoint(c);
            }
        });
        var line = kept.toString().strip();
        if (line.length() <= longest) return line;
        var end = Character.isHighSurrogate(line.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return line.substring(0, end) + "…";
    }
}
