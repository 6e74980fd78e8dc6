# The embedded profile in one container: everything it keeps lies in /data.
FROM node:26.10.0-bookworm-slim AS build
WORKDIR /portico
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node tools/ensure-built.ts && npm prune --omit=dev

FROM node:26.10.0-bookworm-slim
ENV NODE_ENV=production
WORKDIR /portico
COPY --from=build /portico/package.json ./
COPY --from=build /portico/node_modules node_modules
COPY --from=build /portico/dist dist
RUN mkdir /data && chown node:node /data
USER node
ENV PORTICO_HOST=0.0.0.0 PORTICO_DATA=/data
EXPOSE 3000
VOLUME /data
CMD ["node", "dist/apps/api/main.js"]
