#!/bin/sh
# Builds plotly-panorama.min.js from npm's plotly.js: see RECIPE.md. Needs node and npm.
set -eu
VERSION=4.1.1
HERE=$(cd "$(dirname "$0")" && pwd)
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
cd "$WORK"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit "plotly.js@$VERSION" esbuild@0.28.2
cp "$HERE/entry.js" .
npx esbuild entry.js --bundle --minify --format=iife --define:global=window --legal-comments=none \
  --banner:js="/* plotly.js v$VERSION (partial: scatter, choropleth, scattergeo), MIT, Plotly, Inc. */" \
  --outfile=bundle.js
cp bundle.js "$HERE/plotly-panorama.min.js"
cp node_modules/plotly.js/LICENSE "$HERE/LICENSE"
cd "$HERE"
sha256sum plotly-panorama.min.js > SHA256SUMS
