package homelab.integration.backupserver;

import homelab.integration.http.TlsCures;

/** What to do on the backup server where TLS to it does not come about. */
record PbsCures() implements TlsCures {
    @Override
    public String pin() {
        return "PBS_FINGERPRINT";
    }

    @Override
    public String compare() {
        return "proxmox-backup-manager cert info, or openssl x509 -fingerprint -sha256 -noout -in"
                + " /etc/proxmox-backup/proxy.pem";
    }

    @Override
    public String renew() {
        return "renew it: proxmox-backup-manager cert update --force";
    }

    @Override
    public String names() {
        return "proxmox-backup-manager cert info";
    }

    @Override
    public String signer() {
        return "its own certificate was signed by no CA; where one of a CA was installed, name that CA's file";
    }

    @Override
    public String caFile() {
        return "copy the file of the CA that signed its certificate, and name it by PBS_CA_FILE or backup-server.ca-file";
    }

    @Override
    public String listener() {
        return "proxmox-backup-proxy";
    }

    @Override
    public String port() {
        return "the port of a backup server is mostly 8007";
    }

    @Override
    public String log() {
        return "journalctl -u proxmox-backup-proxy";
    }
}
