using Microsoft.IdentityModel.Tokens;

public static class Tokens
{
    public static TokenValidationParameters Rules(SecurityKey key) => new TokenValidationParameters
    {
        ValidateIssuerSigningKey = true,
        ValidateLifetime = true,
        IssuerSigningKey = key,
    };
}
