package homelab.integration.proxmox;

import homelab.integration.http.TlsCures;

/** What to do on a node where TLS to it does not come about. */
record PveCures() implements TlsCures {
    @Override
    public String pin() {
        return "PROXMOX_FINGERPRINT";
    }

    @Override
    public String compare() {
        return "pvenode cert info, or openssl x509 -fingerprint -sha256 -noout -in /etc/pve/local/pve-ssl.pem";
    }

    @Override
    public String renew() {
        return "renew it: pvecm updatecerts --force";
    }

    @Override
    public String names() {
        return "pvenode cert info";
    }

    @Override
    public String signer() {
        return "the cluster's own CA is /etc/pve/pve-root-ca.pem; where a certificate of another CA was installed, name"
                + " that one's file";
    }

    @Override
    public String caFile() {
        return "copy /etc/pve/pve-root-ca.pem from a node, and name it by PROXMOX_CA_FILE or proxmox.ca-file";
    }

    @Override
    public String listener() {
        return "pveproxy";
    }

    @Override
    public String port() {
        return "Proxmox's port is mostly 8006";
    }

    @Override
    public String log() {
        return "journalctl -u pveproxy";
    }
}
