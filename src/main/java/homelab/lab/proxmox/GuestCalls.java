package homelab.lab.proxmox;

import homelab.lab.proxmox.GuestPlan.Trait;
import homelab.lab.proxmox.Power.Down;
import java.util.List;

/** The calls about guests. */
final class GuestCalls {
    private GuestCalls() {}

    static void addTo(Routes routes) {
        for (var kind : Kind.values()) {
            var at = "/nodes/{node}/" + kind.word + "/{vmid}/";
            var seen = Rule.all("/vms/{vmid}", "VM.Audit");
            routes.get("/nodes/{node}/" + kind.word, Rule.anyone(), ask -> list(ask, kind), full(kind));
            routes.get(at + "config", seen, ask -> GuestPages.config(ask.guest(kind)), "current bool", "snapshot text");
            routes.get(
                    at + "status/current",
                    seen,
                    ask -> GuestPages.current(
                            ask.guest(kind), ask.cluster().now(), ask.cluster().flavour()));
            routes.get(at + "snapshot", seen, ask -> GuestPages.snapshots(ask.guest(kind)));
            routes.get(at + "pending", seen, ask -> GuestPages.pending(ask.guest(kind)));
            power(routes, kind, at + "status/");
        }
        var agent = "/nodes/{node}/qemu/{vmid}/agent/";
        routes.post(agent + "ping", Rule.agent(), ask -> {
            answering(ask.guest(Kind.QEMU));
            return Json.of("result", new Json().map()).map();
        });
        routes.get(agent + "get-fsinfo", Rule.agent(), ask -> {
            var guest = ask.guest(Kind.QEMU);
            answering(guest);
            return GuestPages.fileSystems(guest);
        });
        routes.get(
                "/nodes/{node}/lxc/{vmid}/interfaces",
                Rule.all("/vms/{vmid}", "VM.Audit"),
                ask -> GuestPages.interfaces(ask.guest(Kind.LXC)));
    }

    private static String[] full(Kind kind) {
        return kind == Kind.QEMU ? new String[] {"full bool"} : new String[0];
    }

    private static List<?> list(Ask ask, Kind kind) {
        var cluster = ask.cluster();
        return cluster.guestsOn(ask.text("node")).stream()
                .filter(guest -> guest.kind() == kind && ask.may("/vms/" + guest.vmid(), "VM.Audit"))
                .map(guest -> GuestPages.listed(guest, cluster.now(), cluster.flavour()))
                .toList();
    }

    private static void answering(Guest guest) throws Refused {
        if (!guest.plan.is(Trait.AGENT)) throw Refused.because("No QEMU guest agent configured");
        if (!guest.running) throw Refused.because(guest.called() + " is not running");
        if (!guest.agentAnswers) throw Refused.because("QEMU guest agent is not running");
    }

    private static void power(Routes routes, Kind kind, String at) {
        var may = Rule.all("/vms/{vmid}", "VM.PowerMgmt");
        var qemu = kind == Kind.QEMU;
        routes.post(
                at + "start",
                may,
                ask -> act(ask, kind, true, (guest, user) -> power(ask).start(guest, user)),
                qemu
                        ? new String[] {
                            "skiplock bool",
                            "timeout int",
                            "machine text",
                            "force-cpu text",
                            "migratedfrom node",
                            "migration_type secure|insecure",
                            "migration_network text",
                            "stateuri text",
                            "targetstorage text"
                        }
                        : new String[] {"skiplock bool", "debug bool"});
        routes.post(
                at + "stop",
                may,
                ask -> act(
                        ask,
                        kind,
                        false,
                        (guest, user) -> power(ask)
                                .stop(
                                        guest,
                                        user,
                                        new Down(Down.plain().timeout(), true, ask.flag("overrule-shutdown")))),
                qemu
                        ? new String[] {
                            "skiplock bool",
                            "timeout int",
                            "keepActive bool",
                            "migratedfrom node",
                            "overrule-shutdown bool"
                        }
                        : new String[] {"skiplock bool", "overrule-shutdown bool"});
        routes.post(
                at + "shutdown",
                may,
                ask -> act(
                        ask,
                        kind,
                        false,
                        (guest, user) -> power(ask)
                                .shutdown(guest, user, Down.within(ask.number("timeout", 60), ask.flag("forceStop")))),
                qemu
                        ? new String[] {"skiplock bool", "timeout int", "keepActive bool", "forceStop bool"}
                        : new String[] {"timeout int", "forceStop bool"});
        routes.post(
                at + "reboot",
                may,
                ask -> act(
                        ask,
                        kind,
                        false,
                        (guest, user) -> power(ask).reboot(guest, user, Down.within(ask.number("timeout", 60), false))),
                "timeout int");
        if (qemu)
            routes.post(
                    at + "reset",
                    may,
                    ask -> act(ask, kind, false, (guest, user) -> power(ask).reset(guest, user)),
                    "skiplock bool");
    }

    private static Power power(Ask ask) {
        return ask.cluster().power;
    }

    /** What is done with a guest. */
    private interface Act {
        Task on(Guest guest, String user) throws Refused;
    }

    private static String act(Ask ask, Kind kind, boolean starts, Act act) throws Refused {
        ask.onlyRootSays("skiplock");
        var guest = ask.guest(kind);
        if (starts) ask.cluster().needsQuorum();
        return act.on(guest, ask.token().fullId()).upid();
    }
}
