#!/bin/sh
# Builds d3-chords.min.js from npm's d3-chord and d3-shape: see RECIPE.md. Needs node and npm.
set -eu
CHORD=3.0.2
SHAPE=3.2.1
HERE=$(cd "$(dirname "$0")" && pwd)
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
cd "$WORK"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit "d3-chord@$CHORD" "d3-shape@$SHAPE" esbuild@0.28.2
cp "$HERE/entry.js" .
npx esbuild entry.js --bundle --minify --format=iife --legal-comments=none \
  --banner:js="/* d3-chord v$CHORD, d3-shape v$SHAPE (partial), ISC, Mike Bostock */" \
  --outfile=bundle.js
cp bundle.js "$HERE/d3-chords.min.js"
cp node_modules/d3-chord/LICENSE "$HERE/LICENSE"
cd "$HERE"
sha256sum d3-chords.min.js > SHA256SUMS
