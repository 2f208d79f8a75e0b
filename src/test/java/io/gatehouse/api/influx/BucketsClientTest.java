package io.gatehouse.api.influx;

import static io.gatehouse.api.influx.JavaClient.UNKNOWN;
import static io.gatehouse.api.influx.JavaClient.newOrganization;
import static io.gatehouse.api.influx.JavaClient.newUser;
import static io.gatehouse.api.influx.JavaClient.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;

import com.influxdb.client.BucketsApi;
import com.influxdb.client.BucketsQuery;
import com.influxdb.client.FindOptions;
import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.domain.Bucket;
import com.influxdb.client.domain.BucketRetentionRules;
import com.influxdb.client.domain.Buckets;
import com.influxdb.client.domain.Organization;
import com.influxdb.client.domain.PostBucketRequest;
import com.influxdb.client.domain.ResourceMember;
import com.influxdb.client.domain.ResourceOwner;
import com.influxdb.client.domain.User;
import com.influxdb.client.service.BucketsService;
import com.influxdb.exceptions.BadRequestException;
import com.influxdb.exceptions.NotFoundException;
import com.influxdb.exceptions.UnprocessableEntityException;
import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BucketsClientTest {
    private InfluxDBClient client;
    private BucketsApi buckets;
    private Organization organization;

    @BeforeEach
    void connect() {
        client = JavaClient.operator();
        buckets = client.getBucketsApi();
        organization = newOrganization(client);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void createdBucketHasEveryFieldAndLink() {
        OffsetDateTime before = OffsetDateTime.now(ZoneOffset.UTC);

        Bucket created = buckets.createBucket("performance_data", keep(3600), organization);

        assertThat(created.getId()).matches("[0-9a-f]{16}");
        assertThat(created.getName()).isEqualTo("performance_data");
        assertThat(created.getType()).isEqualTo(Bucket.TypeEnum.USER);
        assertThat(created.getOrgID()).isEqualTo(organization.getId());
        assertThat(created.getRp()).isNull();
        assertThat(created.getCreatedAt()).isAfter(before).isEqualTo(created.getUpdatedAt());
        assertThat(created.getRetentionRules()).hasSize(1);
        assertThat(created.getRetentionRules().get(0).getEverySeconds()).isEqualTo(3600);
        String self = "/api/v2/buckets/" + created.getId();
        var links = created.getLinks();
        assertThat(links.getSelf()).isEqualTo(self);
        assertThat(links.getMembers()).isEqualTo(self + "/members");
        assertThat(links.getOwners()).isEqualTo(self + "/owners");
        assertThat(links.getLabels()).isEqualTo(self + "/labels");
        assertThat(links.getOrg()).isEqualTo("/api/v2/orgs/" + organization.getId());
        assertThat(links.getWrite())
                .isEqualTo("/api/v2/write?org=" + organization.getId() + "&bucket=" + created.getId());
        assertThat(buckets.findBucketByID(created.getId())).isEqualTo(created);
    }

    @Test
    void organizationStartsWithItsTwoSystemBuckets() {
        List<Bucket> found = buckets.findBucketsByOrg(organization);

        assertThat(found).extracting(Bucket::getName).containsExactlyInAnyOrder("_tasks", "_monitoring");
        for (Bucket bucket : found) {
            assertThat(bucket.getType()).isEqualTo(Bucket.TypeEnum.SYSTEM);
            assertThatThrownBy(() -> buckets.deleteBucket(bucket)).isInstanceOf(BadRequestException.class);
            assertThatThrownBy(() -> buckets.updateBucket(bucket.name("mine"))).isInstanceOf(BadRequestException.class);
        }
    }

    @Test
    void nameIsUniqueWithinAnOrganization() {
        buckets.createBucket("metrics", organization);
        Bucket other = buckets.createBucket("other", organization);

        assertThatThrownBy(() -> buckets.createBucket("metrics", organization))
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageEndingWith("bucket with name metrics already exists");
        assertThatThrownBy(() -> buckets.updateBucket(other.name("metrics")))
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageEndingWith("bucket name is not unique");
        assertThat(buckets.createBucket("metrics", newOrganization(client)).getName())
                .isEqualTo("metrics");
    }

    @Test
    void namesThatInfluxReservesAreRefused() {
        assertThatThrownBy(() -> buckets.createBucket("_mine", organization))
                .isInstanceOf(BadRequestException.class)
                .hasMessageEndingWith("bucket name _mine is invalid. Buckets may not start with underscore");
        assertThatThrownBy(() -> buckets.createBucket("quo\"te", organization)).isInstanceOf(BadRequestException.class);
        var nameless = new PostBucketRequest().orgID(organization.getId()).name(" ");
        assertThatThrownBy(() -> buckets.createBucket(nameless)).isInstanceOf(BadRequestException.class);
    }

    @Test
    void bucketIsFoundByItsNameInAnyOrganization() {
        String name = unique("sensors");
        Bucket created = buckets.createBucket(name, organization);

        assertThat(buckets.findBucketByName(name)).isEqualTo(created);
        assertThat(buckets.findBucketByName(unique("none"))).isNull();
        var query = new BucketsQuery();
        query.setOrg(organization.getName());
        query.setName("none");
        assertThatThrownBy(() -> buckets.findBuckets(query))
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith("bucket \"none\" not found");
    }

    @Test
    void linksLeadFromPageToPage() throws IOException {
        List<String> made = new ArrayList<>();
        String name = unique("page");
        for (int i = 0; i < 7; i++) {
            made.add(buckets.createBucket(name, newOrganization(client)).getId());
        }

        Buckets page = named(name, 3, 0);
        assertThat(page.getLinks().getPrev()).isNull();
        List<String> found = ids(page);
        while (page.getLinks().getNext() != null) {
            FindOptions next = FindOptions.create(page.getLinks().getNext());
            assertThat(next.getLimit()).isEqualTo(3);
            page = named(name, 3, next.getOffset());
            assertThat(page.getLinks().getPrev()).isNotNull();
            found.addAll(ids(page));
        }

        assertThat(found).containsExactlyInAnyOrderElementsOf(made).doesNotHaveDuplicates();
    }

    @Test
    void nextLinkIsThereExactlyWhenThePageIsFull() throws IOException {
        var options = new FindOptions();
        options.setLimit(2);
        options.setOffset(2);

        Buckets page = buckets.findBuckets(options);

        assertThat(page.getBuckets()).hasSize(2);
        assertThat(page.getLinks().getSelf()).isEqualTo("/api/v2/buckets?descending=false&limit=2&offset=2");
        assertThat(page.getLinks().getPrev()).isEqualTo("/api/v2/buckets?descending=false&limit=2&offset=0");
        assertThat(page.getLinks().getNext()).isEqualTo("/api/v2/buckets?descending=false&limit=2&offset=4");
        assertThat(named(unique("none"), 2, 0).getLinks().getNext()).isNull();
    }

    @Test
    void pageBehindTheLastOneIsEmptyAlsoWhereANameIsAskedFor() {
        String name = unique("sensors");
        Bucket created = buckets.createBucket(name, organization);

        var next = new BucketsQuery();
        next.setOrg(organization.getName());
        next.setName(name);
        next.setLimit(1);
        assertThat(buckets.findBuckets(next)).containsExactly(created);
        next.setOffset(1);
        assertThat(buckets.findBuckets(next)).isEmpty();
    }

    @Test
    void afterContinuesBehindABucket() {
        buckets.createBucket("one", organization);
        buckets.createBucket("two", organization);
        List<Bucket> all = buckets.findBucketsByOrg(organization);

        var query = new BucketsQuery();
        query.setOrgID(organization.getId());
        query.setAfter(all.get(1).getId());

        assertThat(buckets.findBuckets(query)).isEqualTo(all.subList(2, 4));
    }

    @Test
    void updateChangesWhatIsSent() {
        Bucket created = buckets.createBucket("metrics", keep(3600), organization);
        created.getRetentionRules().get(0).setEverySeconds(7200);

        Bucket updated = buckets.updateBucket(created.name("renamed").description("text"));

        assertThat(updated.getName()).isEqualTo("renamed");
        assertThat(updated.getDescription()).isEqualTo("text");
        assertThat(updated.getRetentionRules().get(0).getEverySeconds()).isEqualTo(7200);
        assertThat(updated.getCreatedAt()).isEqualTo(created.getCreatedAt());
        assertThat(updated.getUpdatedAt()).isAfter(created.getUpdatedAt());
        assertThat(buckets.findBucketByID(created.getId())).isEqualTo(updated);
    }

    @Test
    void updateKeepsWhatItDoesNotSayOfTheRetention() {
        Bucket created = buckets.createBucket("metrics", keep(604_800).shardGroupDurationSeconds(3600L), organization);

        expectRetention(update(created, Map.of("shardGroupDurationSeconds", 86_400)), 604_800, 86_400);
        expectRetention(update(created, Map.of("type", "expire", "everySeconds", 1_209_600)), 1_209_600, 86_400);
        expectRetention(update(created), 1_209_600, 86_400);
        expectRetention(update(created, Map.of("everySeconds", 0)), 0, 86_400);
        expectRetention(update(created, Map.of("shardGroupDurationSeconds", 0)), 0, 0);
        assertThat(buckets.findBucketByID(created.getId()).getRetentionRules().get(0))
                .isEqualTo(keep(0).shardGroupDurationSeconds(0L));
    }

    @Test
    void updateRefusesARetentionThatCannotBe() {
        Bucket created = buckets.createBucket("metrics", keep(3600).shardGroupDurationSeconds(60L), organization);

        for (String part : List.of("everySeconds", "shardGroupDurationSeconds")) {
            update(created, Map.of(part, -1)).statusCode(422);
            update(created, Map.of(part, 1), Map.of(part, 2)).statusCode(422);
        }
        update(created, Map.of("type", "keep")).statusCode(400);
        assertThat(buckets.findBucketByID(created.getId())).isEqualTo(created);
    }

    @Test
    void bucketWithoutRulesKeepsForEver() {
        Bucket created = buckets.createBucket(new PostBucketRequest()
                .orgID(organization.getId())
                .name("for-ever")
                .rp("autogen"));

        assertThat(created.getRp()).isEqualTo("autogen");
        assertThat(created.getRetentionRules()).hasSize(1);
        assertThat(created.getRetentionRules().get(0).getEverySeconds()).isZero();
    }

    @Test
    void retentionIsOneRuleThatIsNotNegative() {
        var twice = new PostBucketRequest().orgID(organization.getId()).name("twice");
        twice.addRetentionRulesItem(keep(1)).addRetentionRulesItem(keep(2));

        assertThatThrownBy(() -> buckets.createBucket(twice)).isInstanceOf(UnprocessableEntityException.class);
        assertThatThrownBy(() -> buckets.createBucket("negative", keep(-1), organization))
                .isInstanceOf(UnprocessableEntityException.class);
        assertThat(buckets.findBucketsByOrg(organization)).hasSize(2);
    }

    @Test
    void deletedBucketIsGone() {
        Bucket created = buckets.createBucket("metrics", organization);

        buckets.deleteBucket(created);

        assertThatThrownBy(() -> buckets.findBucketByID(created.getId()))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("HTTP status code: 404; Message: bucket not found");
        assertThatThrownBy(() -> buckets.deleteBucket(created)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> buckets.updateBucket(created)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void clonedBucketKeepsTheRetention() {
        Bucket created = buckets.createBucket("metrics", keep(3600), organization);

        Bucket cloned = buckets.cloneBucket("clone", created);

        assertThat(cloned.getId()).isNotEqualTo(created.getId());
        assertThat(cloned.getOrgID()).isEqualTo(organization.getId());
        assertThat(cloned.getRetentionRules()).isEqualTo(created.getRetentionRules());
        assertThatThrownBy(() -> buckets.cloneBucket("clone", UNKNOWN)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void membersAndOwnersComeAndGo() {
        Bucket bucket = buckets.createBucket("metrics", organization);
        User member = newUser(client);
        User owner = newUser(client);
        assertThat(buckets.getOwners(bucket)).isEmpty();

        ResourceMember added = buckets.addMember(member, bucket);
        ResourceOwner addedOwner = buckets.addOwner(owner, bucket);

        assertThat(added.getRole()).isEqualTo(ResourceMember.RoleEnum.MEMBER);
        assertThat(added.getName()).isEqualTo(member.getName());
        assertThat(addedOwner.getRole()).isEqualTo(ResourceOwner.RoleEnum.OWNER);
        assertThat(buckets.getMembers(bucket)).containsExactly(added);
        assertThat(buckets.getOwners(bucket)).containsExactly(addedOwner);
        buckets.deleteMember(member, bucket);
        buckets.deleteOwner(owner, bucket);
        assertThat(buckets.getMembers(bucket)).isEmpty();
        assertThat(buckets.getOwners(bucket)).isEmpty();
        assertThatThrownBy(() -> buckets.getMembers(UNKNOWN)).isInstanceOf(NotFoundException.class);
    }

    private Buckets named(String name, int limit, int offset) throws IOException {
        Buckets page = client.getService(BucketsService.class)
                .getBuckets(null, offset, limit, null, null, null, name, null)
                .execute()
                .body();
        return Objects.requireNonNull(page);
    }

    private static ValidatableResponse update(Bucket bucket, Map<?, ?>... rules) {
        return Instance.as(Instance.operator())
                .body(Map.of("retentionRules", List.of(rules)))
                .patch("/api/v2/buckets/" + bucket.getId())
                .then();
    }

    private static void expectRetention(ValidatableResponse answer, int everySeconds, int shardGroupSeconds) {
        answer.statusCode(200)
                .body("retentionRules.everySeconds", contains(everySeconds))
                .body("retentionRules.shardGroupDurationSeconds", contains(shardGroupSeconds));
    }

    private static List<String> ids(Buckets page) {
        return new ArrayList<>(page.getBuckets().stream().map(Bucket::getId).toList());
    }

    private static BucketRetentionRules keep(int seconds) {
        return new BucketRetentionRules().everySeconds(seconds);
    }
}
