.DEFAULT_GOAL := help
CLI := node dist/cli/main.js

.PHONY: help setup run test snapshot cycle serve doctor lint docker-build docker-run docker-test docker-snapshot

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-16s %s\n", $$1, $$2}'

setup: ## Install and build, where something changed; make .env from .env.example once
	@node scripts/setup.mjs
	@test -f .env || cp .env.example .env

run: ## The whole cycle on demo data, offline
	@npm start --silent

test: ## The whole test suite
	@npm test

snapshot: setup ## A market snapshot from the real sources
	@$(CLI) snapshot --real-data

cycle: setup ## The whole cycle on the real sources and the configured model
	@$(CLI) cycle --real-data

serve: setup ## The dashboard, in a browser on this machine
	@$(CLI) serve

doctor: setup ## Check this machine, the sources, the keys and the model servers
	@$(CLI) doctor

lint: setup ## Lint, types, formatting, import rules, dead code
	@npm run --silent lint && npm run --silent typecheck && npm run --silent format:check && npm run --silent imports && npm run --silent deadcode

docker-build: ## Build the image
	docker compose build

docker-run: ## Position sizing on demo data in a container
	docker compose up --build llm-trading

docker-test: ## The test suite in a container
	docker compose --profile test up --build --exit-code-from test test

docker-snapshot: ## A market snapshot from the real sources, in a container
	docker compose --profile market up --build market-snapshot
