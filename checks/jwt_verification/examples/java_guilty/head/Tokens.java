import com.auth0.jwt.JWT;
import io.jsonwebtoken.Jwts;

public class Tokens {
    String subject(String token) {
        return JWT.decode(token).getSubject();
    }

    Object claims(String token, byte[] key) {
        return Jwts.parser().setSigningKey(key).build().parseClaimsJwt(token).getBody();
    }
}
