package homelab.loop.diagnose;

import homelab.model.Backups;
import homelab.model.Cluster;
import homelab.model.Detail;
import homelab.model.Diagnosis;
import homelab.model.Finding;
import homelab.model.Guest;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Report;
import homelab.model.Resource;
import homelab.model.Severity;
import homelab.model.Sighting;
import homelab.model.State;
import homelab.model.Task;
import homelab.model.Trouble;
import homelab.model.Wishes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something of Proxmox that is in trouble. */
record Machine(Kind kind) {
    Diagnosis guest(Trouble trouble, String found) {
        return guest(trouble, found, List.of());
    }

    /** One whose last start failed. */
    Diagnosis notStarted(String found) {
        var start = new Task(
                "UPID:pve2:1",
                "qmstart",
                Task.Deed.START,
                Task.Whose.A_PERSON,
                "ada@pve",
                Patient.NOW,
                Optional.of("no space left on device"));
        return guest(Trouble.DOWN_UNEXPLAINED, found, List.of(start));
    }

    private Diagnosis guest(Trouble trouble, String found, List<Task> tasks) {
        var guest = new Guest(
                100,
                "pve2",
                false,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                tasks,
                Optional.empty());
        return diagnosis(trouble, found, guest);
    }

    Diagnosis backups(Trouble trouble, Optional<String> storage) {
        return diagnosis(
                trouble,
                "web is in trouble",
                new Backups(
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        storage,
                        false,
                        Optional.empty(),
                        Duration.ofDays(2)));
    }

    Diagnosis says(Trouble trouble, String found) {
        var detail = kind == Kind.CLUSTER
                ? Cluster.NOTHING
                : new Report(Optional.of(Severity.WARNING), found, Optional.empty());
        return diagnosis(trouble, found, detail);
    }

    private Diagnosis diagnosis(Trouble trouble, String found, Detail detail) {
        var resource = new Resource(
                new Resource.Id("100@home"),
                Lineage.named("home", "web"),
                kind,
                "web",
                new Resource.Id("proxmox:home"),
                List.of(),
                Wishes.NONE);
        var sighting =
                new Sighting(resource, State.STOPPED, detail, Patient.NOW, Patient.NOW, List.of(), Optional.empty());
        var finding = new Finding(resource, trouble, Severity.WARNING, found, Patient.NOW);
        return new Rules().diagnose(finding, sighting, Optional.empty(), List.of());
    }
}
