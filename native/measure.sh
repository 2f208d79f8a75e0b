#!/usr/bin/env bash
# Prints what the native executable costs beside the JVM build, both on this machine and in one run: size, start, memory
# and throughput. Needs Linux, JAVA_HOME (JDK 25), and `native-image` as the README says; builds what is not built yet.
set -euo pipefail
cd "$(dirname "$0")/.."
ls target/*-runner >/dev/null 2>&1 || ./mvnw -q -B package -Dnative -DskipTests
./mvnw -q -B -Dnative test-compile org.codehaus.mojo:exec-maven-plugin:3.5.0:exec \
  -Dexec.executable="$JAVA_HOME/bin/java" -Dexec.classpathScope=test \
  -Dexec.args="-Djava.util.logging.manager=org.jboss.logmanager.LogManager -Dnative.image.path=$(ls "$PWD"/target/*-runner) -cp %classpath io.gatehouse.NativeFigures"
