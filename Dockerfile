# syntax=docker/dockerfile:1
FROM node:24-slim AS base
WORKDIR /app
ENV NODE_ENV=production

# Everything that building and testing need.
FROM base AS build
COPY package.json package-lock.json .npmrc ./
COPY web/package.json ./web/
RUN --mount=type=cache,target=/var/cache/npm npm ci --cache /var/cache/npm --include=dev --ignore-scripts
COPY . .
RUN npm run build && chown -R node:node /app

FROM build AS test
ENV NODE_ENV=development
USER node
CMD ["npx", "vitest", "run"]

# The optional packages too: nobody installs one in a container. They stand in package.json as peers and for development.
FROM base AS packages
COPY package.json package-lock.json .npmrc ./
COPY web/package.json ./web/
RUN --mount=type=cache,target=/var/cache/npm npm ci --cache /var/cache/npm --omit=dev --ignore-scripts \
  && npm install --cache /var/cache/npm --omit=dev --no-save --save-prod --ignore-scripts \
  $(node -p "Object.entries(require('./package.json').peerDependencies).map(([name, range]) => name + '@' + range.slice(1)).join(' ')")

# What runs: no compiler, no test, no root.
FROM base AS runtime
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE README.md ./
RUN ln -s /app/dist/cli/main.js /usr/local/bin/llm-trading && chmod +x dist/cli/main.js \
  && mkdir /app/user_data && chown node:node /app/user_data
USER node
VOLUME /app/user_data
HEALTHCHECK --interval=60s --timeout=20s --start-period=10s --retries=3 CMD ["llm-trading", "doctor", "--offline"]
ENTRYPOINT ["llm-trading"]
CMD ["demo"]
