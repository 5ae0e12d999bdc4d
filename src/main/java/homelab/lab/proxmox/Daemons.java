package homelab.lab.proxmox;

import java.util.LinkedHashMap;
import java.util.Map;

/** The services that a node has. */
final class Daemons {
    static final Map<String, String> ALL = all();

    private Daemons() {}

    private static Map<String, String> all() {
        var all = new LinkedHashMap<String, String>();
        all.put("chrony", "chrony, an NTP client/server");
        all.put("corosync", "Corosync Cluster Engine");
        all.put("cron", "Regular background program processing daemon");
        all.put("ksmtuned", "Kernel Samepage Merging (KSM) Tuning Daemon");
        all.put("lxcfs", "FUSE filesystem for LXC");
        all.put("postfix", "Postfix Mail Transport Agent");
        all.put("pve-cluster", "The Proxmox VE cluster filesystem");
        all.put("pve-firewall", "Proxmox VE firewall");
        all.put("pve-ha-crm", "PVE Cluster HA Resource Manager Daemon");
        all.put("pve-ha-lrm", "PVE Local HA Resource Manager Daemon");
        all.put("pvedaemon", "PVE API Daemon");
        all.put("pveproxy", "PVE API Proxy Server");
        all.put("pvescheduler", "Proxmox VE scheduler");
        all.put("pvestatd", "PVE Status Daemon");
        all.put("qmeventd", "PVE Qemu Event Daemon");
        all.put("spiceproxy", "PVE SPICE Proxy Server");
        all.put("sshd", "OpenBSD Secure Shell server");
        all.put("systemd-journald", "Journal Service");
        return java.util.Collections.unmodifiableMap(all);
    }
}
