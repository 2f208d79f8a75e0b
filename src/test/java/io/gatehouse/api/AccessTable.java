package io.gatehouse.api;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One file of {@code documented/}: what is set up over the Meta API, and what is decided then.
 *
 * <p>A row is a question, and the reason of the decision with the rule that determined it. The question is written as
 * {@code user1 write db1 network,datacenter=east}: one point. {@code network,*} are all series of the measurement,
 * {@code db1} alone those of the database. {@code token:name} is a token. Rules are bodies of the Meta API; {@code
 * called} names them for the rows, and a grant's {@code tokens} are names of tokens.
 *
 * @param users their permissions by database
 * @param attributes of users
 * @param tokens for whom they act and what they may do with all buckets
 */
record AccessTable(
        List<String> buckets,
        Map<String, Map<String, List<String>>> users,
        Map<String, Map<String, String>> attributes,
        Map<String, RoleFacts> roles,
        Map<String, TokenFacts> tokens,
        List<Map<String, Object>> restrictions,
        List<Map<String, Object>> grants,
        LinkedHashMap<String, String> allow,
        LinkedHashMap<String, String> deny) {

    record RoleFacts(Map<String, List<String>> permissions, List<String> users) {}

    record TokenFacts(String user, List<String> actions) {}

    static AccessTable read(Path file) throws IOException {
        ObjectMapper mapper = new ObjectMapper(new YAMLFactory());
        for (Class<?> collection : List.of(List.class, Map.class, LinkedHashMap.class)) {
            mapper.configOverride(collection).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        }
        return mapper.readValue(file.toFile(), AccessTable.class);
    }
}
