# syntax=docker/dockerfile:1
# The image holds one program and the libraries it loads: no shell, no package manager.
#   docker build --tag ssmkit .

# Any Node that npm runs on; the one that goes into the binary is the dev dependency `node`, as everywhere.
FROM node:24-bookworm AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY tsconfig.json LICENSE ./
COPY scripts scripts
COPY src src
RUN npm run build && bash scripts/image-root.sh dist/ssmkit /image

FROM scratch
LABEL org.opencontainers.image.title="ssmkit" \
      org.opencontainers.image.description="One executable for AWS Parameter Store and the KMS keys behind it" \
      org.opencontainers.image.licenses="MIT"
COPY --from=build /image/ /
# The SDK looks for ~/.aws and fails for a user that has no home: --user may name one that nobody knows here.
ENV HOME=/
# By number, so that a cluster can see that it is not root.
USER 65532:65532
WORKDIR /data
ENTRYPOINT ["/usr/local/bin/ssmkit"]
CMD ["--help"]
