package io.gatehouse.api.influx;

import static io.gatehouse.api.influx.JavaClient.UNKNOWN;
import static io.gatehouse.api.influx.JavaClient.newUser;
import static io.gatehouse.api.influx.JavaClient.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.UsersApi;
import com.influxdb.client.domain.User;
import com.influxdb.exceptions.BadRequestException;
import com.influxdb.exceptions.ForbiddenException;
import com.influxdb.exceptions.NotFoundException;
import com.influxdb.exceptions.UnauthorizedException;
import com.influxdb.exceptions.UnprocessableEntityException;
import io.gatehouse.api.Instance;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UsersClientTest {
    private InfluxDBClient client;
    private UsersApi users;

    @BeforeEach
    void connect() {
        client = JavaClient.operator();
        users = client.getUsersApi();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void createdUserIsActiveAndFound() {
        String name = unique("Ada");

        User created = users.createUser(name);

        assertThat(created.getId()).matches("[0-9a-f]{16}");
        assertThat(created.getName()).isEqualTo(name);
        assertThat(created.getStatus()).isEqualTo(User.StatusEnum.ACTIVE);
        assertThat(created.getLinks().getSelf()).isEqualTo("/api/v2/users/" + created.getId());
        assertThat(users.findUserByID(created.getId())).isEqualTo(created);
    }

    @Test
    void nameIsRequiredAndUnique() {
        User created = newUser(client);
        User other = newUser(client);

        assertThatThrownBy(() -> users.createUser(created.getName()))
                .isInstanceOf(UnprocessableEntityException.class)
                .hasMessageEndingWith("user with name " + created.getName() + " already exists");
        assertThatThrownBy(() -> users.updateUser(other.name(created.getName())))
                .isInstanceOf(UnprocessableEntityException.class);
        assertThatThrownBy(() -> users.createUser(new User().name("")))
                .isInstanceOf(BadRequestException.class)
                .hasMessageEndingWith("name is empty");
    }

    @Test
    void firstUserStandsFirstInTheList() {
        newUser(client);

        assertThat(users.findUsers().get(0).getName()).isEqualTo(Instance.USER);
    }

    @Test
    void unknownUserIsNotFound() {
        assertThatThrownBy(() -> users.findUserByID(UNKNOWN))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("HTTP status code: 404; Message: user not found");
        assertThatThrownBy(() -> users.deleteUser(UNKNOWN)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> users.cloneUser(unique("clone"), UNKNOWN)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> users.updateUserPassword(UNKNOWN, "", "long-enough"))
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith("user not found");
    }

    @Test
    void updateChangesNameAndStatus() {
        User created = newUser(client);
        String renamed = unique("Grace");

        User updated = users.updateUser(created.name(renamed).status(User.StatusEnum.INACTIVE));

        assertThat(updated.getName()).isEqualTo(renamed);
        assertThat(updated.getStatus()).isEqualTo(User.StatusEnum.INACTIVE);
        assertThat(users.findUserByID(created.getId())).isEqualTo(updated);
        assertThat(users.updateUser(updated.status(User.StatusEnum.ACTIVE)).getStatus())
                .isEqualTo(User.StatusEnum.ACTIVE);
    }

    @Test
    void clonedUserIsAnother() {
        User created = newUser(client);
        String name = unique("clone");

        User cloned = users.cloneUser(name, created);

        assertThat(cloned.getName()).isEqualTo(name);
        assertThat(cloned.getId()).isNotEqualTo(created.getId());
    }

    @Test
    void deletedUserIsGone() {
        User created = newUser(client);

        users.deleteUser(created);

        assertThatThrownBy(() -> users.findUserByID(created.getId()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageEndingWith("user not found");
        assertThatThrownBy(() -> users.deleteUser(created)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void meIsTheUserOfTheToken() {
        assertThat(users.me().getName()).isEqualTo(Instance.USER);
    }

    @Test
    void nobodyIsMeWithoutAToken() {
        try (InfluxDBClient stranger = JavaClient.with("nobody-issued-this")) {
            assertThatThrownBy(() -> stranger.getUsersApi().me())
                    .isInstanceOf(UnauthorizedException.class)
                    .hasMessage("HTTP status code: 401; Message: unauthorized access");
        }
    }

    @Test
    void passwordThatAnOperatorSetOpensASession() {
        User user = newUser(client);

        users.updateUserPassword(user, "", "first-password");

        try (InfluxDBClient session = JavaClient.signedIn(user.getName(), "first-password")) {
            assertThat(session.getUsersApi().me()).isEqualTo(user);
        }
    }

    @Test
    void userChangesItsOwnPassword() {
        User user = newUser(client);
        users.updateUserPassword(user, "", "first-password");

        try (InfluxDBClient session = JavaClient.signedIn(user.getName(), "first-password")) {
            assertThatThrownBy(() -> session.getUsersApi().meUpdatePassword("wrong-password", "second-password"))
                    .isInstanceOf(ForbiddenException.class)
                    .hasMessage("HTTP status code: 403; Message: your username or password is incorrect");
            session.getUsersApi().meUpdatePassword("first-password", "second-password");
        }

        try (InfluxDBClient session = JavaClient.signedIn(user.getName(), "second-password")) {
            assertThat(session.getUsersApi().me().getName()).isEqualTo(user.getName());
        }
    }

    @Test
    void passwordHasEightToSeventyTwoCharacters() {
        User user = newUser(client);

        for (String password : new String[] {"seven77", "x".repeat(73)}) {
            assertThatThrownBy(() -> users.updateUserPassword(user, "", password))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageEndingWith("passwords must be between 8 and 72 characters long");
        }
        users.updateUserPassword(user, "", "x".repeat(72));
    }
}
