package homelab.store;

class StateChangesTest extends StateChangesContract {
    StateChangesTest() {
        super(new Backend.Sqlite());
    }
}
