package homelab.lab.proxmox;

/** What a guest is, with the words of the API for it. */
public enum Kind {
    QEMU("qemu", "VM", "qm", "qemu-server", "vm"),
    LXC("lxc", "CT", "vz", "lxc", "ct");

    final String word;
    /** As messages call it. */
    final String called;
    /** What its tasks' types begin with. */
    final String tasks;

    final String folder;
    /** As HA and PBS call it. */
    final String group;

    Kind(String word, String called, String tasks, String folder, String group) {
        this.word = word;
        this.called = called;
        this.tasks = tasks;
        this.folder = folder;
        this.group = group;
    }
}
