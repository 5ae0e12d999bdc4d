package homelab.integration.http;

/** What to do where TLS to one outside system does not come about. Sentences without their full stop. */
public interface TlsCures {
    /** The variable that pins a certificate. */
    String pin();

    /** How its owner sees on the machine itself which certificate is its. */
    String compare();

    /** How one that has expired is made anew. */
    String renew();

    /** How its names are seen there. */
    String names();

    /** Where the right CA is found. */
    String signer();

    /** How a CA file comes to the agent, and what names it. */
    String caFile();

    /** What should answer there. */
    String listener();

    /** What else to try where it answers without TLS. */
    String port();

    /** Where it says more. */
    String log();
}
