package homelab.store;

class OutboxTest extends OutboxContract {
    OutboxTest() {
        super(new Backend.Sqlite());
    }
}
