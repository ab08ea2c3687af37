import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.interfaces.DecodedJWT;
import io.jsonwebtoken.Jwts;

public class Tokens {
    String subject(String token, Algorithm algorithm) {
        return JWT.require(algorithm).build().verify(token).getSubject();
    }

    String issuer(String token, Algorithm algorithm) {
        DecodedJWT decoded = JWT.decode(token);
        algorithm.verify(decoded);
        return decoded.getIssuer();
    }

    Object claims(String token, byte[] key) {
        return Jwts.parser().setSigningKey(key).parseClaimsJws(token).getBody();
    }
}
