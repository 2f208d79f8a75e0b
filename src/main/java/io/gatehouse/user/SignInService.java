package io.gatehouse.user;

import io.gatehouse.decision.OrganizationId;
import io.gatehouse.platform.Database;
import io.gatehouse.platform.Scope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out whose name and password were given, where several organizations can have a user of that name. */
@ApplicationScoped
public class SignInService {
    private final Database database;
    private final SignInStore store;
    private final Passwords passwords;

    SignInService(Database database, SignInStore store, Passwords passwords) {
        this.database = database;
        this.store = store;
        this.passwords = passwords;
    }

    /**
     * Whose name and password these are: a user of the organization that is named, or of the instance. Without an
     * organization it is the instance's, else the only one of all organizations; two organizations whose users share
     * even the password are not told apart, and neither is meant.
     *
     * <p>Nothing in every other case, after the same time, also where the organization is suspended.
     */
    public Uni<@Nullable SignIn> verify(
            String name, String password, @Nullable String organization, @Nullable OrganizationId id) {
        var home = new SignInStore.Home(organization, id);
        boolean named = organization != null || id != null;
        return database.read(
                        Scope.instance(),
                        transaction ->
                                store.candidates(transaction, name, passwords.discriminators(name, password), home))
                .chain(candidates -> candidates.isEmpty()
                        ? passwords.verifyNobody(password).replaceWith(List.<SignIn>of())
                        : verified(candidates, password, 0, new ArrayList<>()))
                .map(found -> chosen(found, named));
    }

    private Uni<List<SignIn>> verified(
            List<SignInStore.Candidate> candidates, String password, int index, List<SignIn> found) {
        if (index == candidates.size()) {
            return Uni.createFrom().item(found);
        }
        var candidate = candidates.get(index);
        return passwords
                .verify(candidate.user().scope(), password, candidate.hash())
                .invoke(correct -> {
                    if (correct) {
                        found.add(new SignIn(candidate.user(), candidate.hash()));
                    }
                })
                .chain(() -> verified(candidates, password, index + 1, found));
    }

    /** The organization that was named comes before the instance, the instance before all that were not named. */
    private static @Nullable SignIn chosen(List<SignIn> found, boolean named) {
        List<SignIn> ofInstance =
                found.stream().filter(one -> one.user().home() == null).toList();
        List<SignIn> ofOrganizations =
                found.stream().filter(one -> one.user().home() != null).toList();
        List<SignIn> first = named || ofInstance.isEmpty() ? ofOrganizations : ofInstance;
        if (first.isEmpty()) {
            return ofInstance.isEmpty() ? null : ofInstance.get(0);
        }
        return first.size() == 1 ? first.get(0) : null;
    }
}
