package homelab.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns. */
final class Columns {
    private static final int WIDEST = 60;

    private final List<List<String>> rows = new ArrayList<>();

    Columns row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Each line begins with {@code indent}; the last column is not padded. */
    List<String> lines(String indent) {
        return rows.stream().map(row -> indent + line(row)).toList();
    }

    private String line(List<String> row) {
        var line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i));
            if (i < row.size() - 1) line.append(" ".repeat(Math.max(0, width(i) - length(row.get(i))) + 2));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> column < row.size() - 1)
                .mapToInt(row -> Math.min(WIDEST, length(row.get(column))))
                .max()
                .orElse(0);
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
