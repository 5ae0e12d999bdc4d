package homelab.store;

class OutboxOnServerIT extends OutboxContract {
    OutboxOnServerIT() {
        super(Backend.OnServer.fresh());
    }
}
