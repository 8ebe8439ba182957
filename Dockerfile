# Build with everything, run with what the product needs: no compiler, no tests, not as root.
FROM node:20.20-bookworm-slim AS manifests
WORKDIR /app
COPY package.json package-lock.json ./
COPY schemas/package.json schemas/
COPY engine/package.json engine/
COPY api/package.json api/
COPY editor/package.json editor/
COPY test/package.json test/

FROM manifests AS build
ENV TURBO_TELEMETRY_DISABLED=1
RUN npm ci --no-audit --no-fund
COPY . .
RUN npx turbo run build --filter=!@sopflow/test

FROM manifests AS dependencies
RUN npm ci --omit=dev --no-audit --no-fund --workspace @sopflow/schemas --workspace @sopflow/engine --workspace @sopflow/api

FROM node:20.20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=dependencies /app ./
COPY --from=build /app/schemas/dist schemas/dist
COPY --from=build /app/engine/dist engine/dist
COPY --from=build /app/api/dist api/dist
COPY api/bin api/bin
# The data folder outlives the container: mount a volume here.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
# Exec form: the server itself gets SIGTERM and ends without losing what is in flight.
ENTRYPOINT ["node", "api/bin/sopflow.js"]
CMD ["serve"]
