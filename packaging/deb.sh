#!/bin/sh
# Makes target/homelab-agent_VERSION_ARCH.deb: the agent with its own Java, a systemd unit and an empty configuration. It
# starts nothing by itself; what it says after the installation tells how.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cd "$root"
version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml)
arch=$(dpkg --print-architecture)
tarball=$(packaging/tarball.sh --with-runtime)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
chmod 755 "$stage"
home=$stage/opt/homelab-agent
mkdir -p "$home" "$stage/DEBIAN" "$stage/usr/bin" "$stage/lib/systemd/system" "$stage/etc/homelab-agent"
tar -C "$home" --strip-components=1 -xzf "$tarball"
ln -s /opt/homelab-agent/homelab "$stage/usr/bin/homelab"
cp packaging/systemd/homelab-agent.service "$stage/lib/systemd/system/"
cp packaging/deb/homelab.yaml "$stage/etc/homelab-agent/homelab.yaml"
chmod 644 "$stage/etc/homelab-agent/homelab.yaml" "$stage/lib/systemd/system/homelab-agent.service"
for script in postinst prerm postrm; do install -m 755 "packaging/deb/$script" "$stage/DEBIAN/$script"; done
echo /etc/homelab-agent/homelab.yaml > "$stage/DEBIAN/conffiles"
cat > "$stage/DEBIAN/control" <<CONTROL
Package: homelab-agent
Version: $version
Architecture: $arch
Maintainer: Homelab Agent <homelab-agent@localhost>
Section: admin
Priority: optional
Depends: libc6, bash
Suggests: docker.io | docker-ce
Installed-Size: $(du -sk "$stage/opt" | cut -f 1)
Description: watches Docker in a homelab, and heals what is safe to heal
 Finds what is wrong with containers, says why, repairs what is safe, asks before
 anything risky, checks that it worked, and reports. A fresh installation only
 watches.
CONTROL
dpkg-deb --root-owner-group -Zxz -z1 --build "$stage" "target/homelab-agent_${version}_$arch.deb" >&2
echo "target/homelab-agent_${version}_$arch.deb"
