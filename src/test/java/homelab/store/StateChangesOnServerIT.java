package homelab.store;

class StateChangesOnServerIT extends StateChangesContract {
    StateChangesOnServerIT() {
        super(Backend.OnServer.fresh());
    }
}
