#!/bin/sh
# Fetches uFuzzy.iife.min.js from npm's @leeoniya/ufuzzy: see RECIPE.md. Needs node and npm.
set -eu
VERSION=1.0.19
HERE=$(cd "$(dirname "$0")" && pwd)
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
cd "$WORK"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit "@leeoniya/ufuzzy@$VERSION"
FROM=node_modules/@leeoniya/ufuzzy
# Its first line is a comment that names its home; what we serve names no other host.
printf '/* uFuzzy v%s, MIT, Leon Sorokin */\n' "$VERSION" > "$HERE/ufuzzy.min.js"
sed '1{/^\/\*!.*\*\/$/d;}' "$FROM/dist/uFuzzy.iife.min.js" >> "$HERE/ufuzzy.min.js"
cp "$FROM/LICENSE" "$HERE/LICENSE"
cd "$HERE"
sha256sum ufuzzy.min.js > SHA256SUMS
