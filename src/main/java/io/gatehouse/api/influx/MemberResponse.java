package io.gatehouse.api.influx;

import io.gatehouse.user.Member;
import java.util.List;
import java.util.Map;

/** An owner or member on the wire. */
record MemberResponse(String role, Map<String, String> links, String id, String name, String status) {

    static MemberResponse from(Member member) {
        UserResponse user = UserResponse.from(member.user());
        return new MemberResponse(
                member.owner() ? "owner" : "member", user.links(), user.id(), user.name(), user.status());
    }

    /** The owners or members of a place on the wire. */
    record Many(Map<String, String> links, List<MemberResponse> users) {
        static Many from(String self, List<Member> members) {
            return new Many(
                    Links.of("self", self).map(),
                    members.stream().map(MemberResponse::from).toList());
        }
    }
}
