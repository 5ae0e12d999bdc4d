package homelab.store;

class JournalOnServerIT extends JournalContract {
    JournalOnServerIT() {
        super(Backend.OnServer.fresh());
    }
}
