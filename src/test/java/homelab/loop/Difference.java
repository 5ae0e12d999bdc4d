package homelab.loop;

import java.util.ArrayList;
import java.util.List;

/** Two texts, line against line: {@code -} is only in the first, {@code +} only in the second. */
final class Difference {
    private Difference() {}

    static String of(String before, String after) {
        var a = before.lines().toList();
        var b = after.lines().toList();
        var common = common(a, b);
        var lines = new ArrayList<String>();
        var i = 0;
        var j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                lines.add("  " + a.get(i++));
                j++;
            } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1]))
                lines.add("- " + a.get(i++));
            else lines.add("+ " + b.get(j++));
        }
        return String.join("\n", lines);
    }

    /** The length of the longest common part of what follows, for each pair of places. */
    private static int[][] common(List<String> a, List<String> b) {
        var length = new int[a.size() + 1][b.size() + 1];
        for (var i = a.size() - 1; i >= 0; i--)
            for (var j = b.size() - 1; j >= 0; j--)
                length[i][j] = a.get(i).equals(b.get(j))
                        ? length[i + 1][j + 1] + 1
                        : Math.max(length[i + 1][j], length[i][j + 1]);
        return length;
    }
}
