package io.gatehouse.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a run found: a table for people and the same for programs. */
record Report(Machine machine, boolean quick, List<Row> rows) {
    private static final String HEAD = """
            | what | Gatehouse | baseline | ratio | target | | further |
            |---|---:|---:|---:|---:|---|---|
            """;

    String markdown() {
        StringBuilder text = new StringBuilder(machine.text()).append("\n\n");
        if (quick) {
            text.append("**A short run: its figures mean nothing.**\n\n");
        }
        text.append(HEAD);
        rows.forEach(row -> text.append(row.markdown()).append('\n'));
        return text.toString();
    }

    /** Writes {@code benchmark.md} and {@code benchmark.json}. */
    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("benchmark.md"), markdown());
        Files.write(folder.resolve("benchmark.json"), json());
    }

    private byte[] json() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode report = mapper.valueToTree(this);
        for (int i = 0; i < rows.size(); i++) {
            ObjectNode row = (ObjectNode) report.withArray("rows").get(i);
            row.putPOJO("ratio", rows.get(i).ratio());
            row.putPOJO("met", rows.get(i).met());
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(report);
    }
}
