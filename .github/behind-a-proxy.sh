#!/usr/bin/env bash
# Runs examples/model-run.yml as a user for whom every connection is refused but the one to a forward proxy, and holds
# that it came to its end through that proxy. Needs root on a Linux that has apt; the argument is the node to use.
set -euo pipefail
node=$1
user=walled
proxy=http://127.0.0.1:8888
log=/var/log/walled-proxy.log

apt-get -qq install --yes tinyproxy-bin
cat > /etc/walled-proxy.conf <<CONF
User nobody
Group nogroup
Listen 127.0.0.1
Port 8888
Allow 127.0.0.1
LogFile "$log"
LogLevel Connect
CONF
install -o nobody /dev/null "$log"
tinyproxy -c /etc/walled-proxy.conf

useradd --create-home "$user"
copy=/home/$user/project
cp -R . "$copy"
chown -R "$user" "$copy"

# The local Provena of the example runs as the same user and may answer; begin a connection it may not.
for table in iptables ip6tables; do
  "$table" -A OUTPUT -m owner --uid-owner "$user" -m conntrack --ctstate ESTABLISHED -j ACCEPT
  [ "$table" = ip6tables ] || "$table" -A OUTPUT -m owner --uid-owner "$user" -p tcp -d 127.0.0.1 --dport 8888 -j ACCEPT
  "$table" -A OUTPUT -m owner --uid-owner "$user" -j REJECT
done

walled() {
  sudo -u "$user" env PATH="$(dirname "$node"):$PATH" HOME="/home/$user" "$@"
}

# The wall holds: without the proxy not even this machine is reached.
python3 -m http.server --bind 127.0.0.1 8889 --directory /var/empty &
server=$!
trap 'kill "$server"' EXIT
curl --silent --retry 10 --retry-connrefused --output /dev/null http://127.0.0.1:8889/
if walled curl --silent --max-time 5 --output /dev/null http://127.0.0.1:8889/; then
  echo "The wall has a hole: a direct connection went through." >&2
  exit 1
fi

cd "$copy"
walled HTTP_PROXY="$proxy" HTTPS_PROXY="$proxy" http_proxy="$proxy" https_proxy="$proxy" node scripts/demo.ts

grep --quiet ' 127\.0\.0\.1' "$log" || {
  echo "The example came to its end, but nothing of it went through the proxy:" >&2
  cat "$log" >&2
  exit 1
}
echo "Went through the proxy: $(grep --count 'Established connection\|Request (file descriptor' "$log") requests and connections."
