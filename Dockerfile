# SPDX-License-Identifier: Apache-2.0
#
#   docker build --target agent -t oomwitness .        an image with nothing but the agent jar, to copy from
#   docker build --target demo -t oomwitness-demo .    the demo and the converter service, see compose.yaml

# ./run installs what it lacks, the same way as on anybody's machine, so this list cannot grow apart from that one.
FROM debian:12-slim AS build
WORKDIR /oomwitness
COPY . .
# Maven's repository outlives the build on this machine, so only the first one downloads.
RUN --mount=type=cache,target=/root/.m2 ./run build --yes

# No base at all: the jar has no need of one, and an image that cannot run anything has nothing to patch.
# In an application's Dockerfile: COPY --from=oomwitness /oomwitness-agent.jar /opt/oomwitness/
FROM scratch AS agent
COPY --from=build /oomwitness/agent/target/oomwitness-agent.jar /oomwitness-agent.jar

# The demo prints its recording with the jfr tool, which is part of a JDK only. A service needs no more than a JRE.
FROM debian:12-slim AS demo
RUN apt-get update \
 && apt-get install --yes --no-install-recommends openjdk-17-jdk-headless \
 && rm -rf /var/lib/apt/lists/*
COPY --from=build /oomwitness/agent/target/oomwitness-agent.jar /opt/oomwitness/oomwitness-agent.jar
COPY --from=build /oomwitness/demo-app/target/oomwitness-demo-app.jar /opt/oomwitness/oomwitness-demo-app.jar
# Where recordings go: a volume of compose.yaml lies here.
WORKDIR /recordings
ENTRYPOINT ["java", "-jar", "/opt/oomwitness/oomwitness-demo-app.jar"]
CMD ["leak", "--agent", "/opt/oomwitness/oomwitness-agent.jar"]
