package homelab.lab;

/**
 * What the simulated engine answers to a request that changes something.
 *
 * @param message why not; empty when it was done, or nothing was to be done
 */
record Answer(int status, String message) {
    static final Answer DONE = new Answer(204, "");
    static final Answer NOTHING_TO_DO = new Answer(304, "");

    static Answer noSuch(String name) {
        return new Answer(404, "No such container: " + name);
    }
}
