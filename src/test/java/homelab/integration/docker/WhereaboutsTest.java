package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhereaboutsTest {
    private static final String ID = "0123456789abcdef".repeat(4);
    private static final String DISK = "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw\n";
    private static final String UNTOLD = "0::/\n";

    @TempDir
    private Path root;

    @Test
    void a_host_that_runs_containers_is_no_container() throws IOException {
        table(DISK + "46 22 0:39 / /var/lib/docker/overlay2/" + ID + "/merged rw shared:2 - overlay overlay rw\n"
                + "92 22 0:4 net:[4026532183] /run/docker/netns/3c6fc6f9d074 rw - nsfs nsfs rw\n");
        cgroup("0::/user.slice/user-1000.slice/session-2.scope\n");

        assertThat(Whereabouts.inAContainer(root)).isFalse();
    }

    @Test
    void a_virtual_machine_made_from_a_container_image_is_no_container_though_it_has_the_marker() throws IOException {
        table(DISK + "22 27 0:21 / /proc rw,relatime - proc proc rw\n");
        cgroup("4:memory:/process_api/3904c2103031778585e3ab7ae1a06c2a\n0::/\n");
        Files.createFile(root.resolve(".dockerenv"));

        assertThat(Whereabouts.inAContainer(root)).isFalse();
    }

    @Test
    void a_host_with_a_layered_root_is_no_container() throws IOException {
        table("20 1 0:18 / / rw - overlay overlayroot rw,lowerdir=/media/root-ro,upperdir=/media/root-rw/overlay\n");
        cgroup(UNTOLD);

        assertThat(Whereabouts.inAContainer(root)).isFalse();
    }

    @Test
    void a_guest_of_proxmox_counts_as_the_host_of_its_engine() throws IOException {
        table("700 600 0:70 / / rw,relatime - zfs rpool/data/subvol-101-disk-0 rw,xattr,posixacl\n");
        cgroup("0::/.lxc\n");

        assertThat(Whereabouts.inAContainer(root)).isFalse();
    }

    @Test
    void docker_shows_in_the_files_it_mounts() throws IOException {
        table("600 500 0:99 / / rw - overlay overlay rw,upperdir=/var/lib/containerd/snapshots/12/fs\n"
                + "610 600 254:1 /var/lib/docker/containers/" + ID
                + "/hostname /etc/hostname rw - ext4 /dev/vda1 rw\n");
        cgroup(UNTOLD);

        assertThat(Whereabouts.inAContainer(root)).isTrue();
    }

    @Test
    void docker_shows_in_the_layer_it_runs_on() throws IOException {
        table("600 500 0:99 / / rw - overlay overlay rw,upperdir=/var/lib/docker/overlay2/" + ID + "/diff\n"
                + "610 600 254:1 /etc/hostname /etc/hostname rw - ext4 /dev/vda1 rw\n");
        cgroup(UNTOLD);

        assertThat(Whereabouts.inAContainer(root)).isTrue();
    }

    @Test
    void podman_shows_in_the_file_it_mounts() throws IOException {
        table("600 500 0:99 / / rw - fuse.fuse-overlayfs fuse-overlayfs rw\n"
                + "611 600 0:25 /containers/overlay-containers/" + ID
                + "/userdata/.containerenv /run/.containerenv rw - tmpfs tmpfs rw\n");
        cgroup(UNTOLD);

        assertThat(Whereabouts.inAContainer(root)).isTrue();
    }

    @Test
    void the_marker_counts_on_a_layered_root_and_where_no_mounts_can_be_read() throws IOException {
        cgroup(UNTOLD);
        Files.createFile(root.resolve(".dockerenv"));

        assertThat(Whereabouts.inAContainer(root)).isTrue();

        table("600 500 0:99 / / rw - overlay overlay rw,upperdir=/var/lib/containerd/snapshots/12/fs\n");
        assertThat(Whereabouts.inAContainer(root)).isTrue();
    }

    @Test
    void an_id_in_the_control_group_is_enough() throws IOException {
        table(DISK);
        cgroup("0::/docker/" + ID + "\n");

        assertThat(Whereabouts.inAContainer(root)).isTrue();
    }

    private void table(String mountinfo) throws IOException {
        proc("mountinfo", mountinfo);
    }

    private void cgroup(String text) throws IOException {
        proc("cgroup", text);
    }

    private void proc(String file, String text) throws IOException {
        Files.writeString(Files.createDirectories(root.resolve("proc/self")).resolve(file), text);
    }
}
