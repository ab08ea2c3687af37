using Microsoft.IdentityModel.Tokens;

public static class Tokens
{
    public static TokenValidationParameters Rules(SecurityKey key) => new TokenValidationParameters
    {
        ValidateIssuerSigningKey = false,
        RequireSignedTokens = false,
        IssuerSigningKey = key,
    };
}
