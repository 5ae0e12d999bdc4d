package homelab;

/** Starts the program; nothing else. */
public final class Main {
    private Main() {}

    static void main(String[] args) {}
}
