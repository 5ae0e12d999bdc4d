package homelab.app.config;

import java.util.List;

/** A piece of a YAML file with its place. */
sealed interface Node {
    Origin.InFile at();

    record Scalar(String text, Origin.InFile at) implements Node {}

    record Items(List<Node> items, Origin.InFile at) implements Node {}

    record Fields(List<Field> fields, Origin.InFile at) implements Node {}

    record Field(String name, Origin.InFile at, Node value) {}
}
