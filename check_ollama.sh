#!/usr/bin/env bash
# Is an Ollama server there, which version, which models, and is the wanted model among them?
# Usage: ./check_ollama.sh [MODEL]     Server: OLLAMA_BASE_URL (default http://127.0.0.1:11434)
# Exit code: 0 all is well, 1 no server, 2 the model is not there.
set -u
url=${OLLAMA_BASE_URL:-http://127.0.0.1:11434}
url=${url%/}
model=${1:-deepseek-v3.1:671b-cloud}

fetch() { curl --fail --silent --show-error --max-time 10 "$url$1"; }

if ! command -v curl >/dev/null; then
  echo "curl is not installed: install it, or run 'llm-trading test-ollama'."
  exit 1
fi
if ! version=$(fetch /api/version 2>&1); then
  echo "No Ollama server at $url: $version"
  echo "Start it with 'ollama serve', or set OLLAMA_BASE_URL. Guide: docs/OLLAMA_SETUP.md"
  exit 1
fi
echo "Ollama at $url: $(printf '%s' "$version" | sed -E 's/.*"version" *: *"([^"]*)".*/version \1/')"

names=$(fetch /api/tags | grep -oE '"name" *: *"[^"]+"' | sed -E 's/.*: *"([^"]+)"/\1/' | sort -u)
if [ -z "$names" ]; then
  echo "It has no models yet. Get one with: ollama pull llama3.2"
  exit 2
fi
echo "Models:"
printf '%s\n' "$names" | sed 's/^/  /'

if printf '%s\n' "$names" | grep -qxF -e "$model" -e "$model:latest"; then
  echo "$model is there."
else
  echo "$model is not there. Get it with 'ollama pull $model', or use one of the above: llm-trading cycle --model NAME"
  exit 2
fi
