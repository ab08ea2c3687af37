import org.springframework.security.config.annotation.web.builders.HttpSecurity;

class Security {
    void chain(HttpSecurity http) throws Exception {
        http.sessionManagement(session -> session.sessionFixation(fixation -> fixation.none()));
    }

    void old(HttpSecurity http) throws Exception {
        http.sessionManagement().sessionFixation().none();
    }
}
