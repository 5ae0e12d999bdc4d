package homelab.lab.proxmox;

/** Which Proxmox VE the simulated cluster plays. */
public enum Flavour {
    /** Tells why only in the reason phrase, and knows VM.Monitor. */
    PVE_8_2("8.2.4", "8.2", "faa83925c9641325", "6.8.8-2-pve"),
    PVE_8_4("8.4.1", "8.4", "2a5fa54a8503f96d", "6.8.12-10-pve"),
    PVE_9("9.1.1", "9.1", "42db4a6cf33dac83", "6.17.2-1-pve");

    final String version;
    final String release;
    final String repoid;
    final String kernel;

    Flavour(String version, String release, String repoid, String kernel) {
        this.version = version;
        this.release = release;
        this.repoid = repoid;
        this.kernel = kernel;
    }

    /** Whether the body of a refusal carries its message. */
    boolean saysWhy() {
        return this != PVE_8_2;
    }

    boolean nine() {
        return this == PVE_9;
    }

    /** What a token needs to ask a guest's agent how it is. */
    public String agentPrivilege() {
        return nine() ? "VM.GuestAgent.Audit" : "VM.Monitor";
    }
}
