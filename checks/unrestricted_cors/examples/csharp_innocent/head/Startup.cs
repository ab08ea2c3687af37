public class Startup
{
    public void Add(IServiceCollection services)
    {
        services.AddCors(options => options.AddDefaultPolicy(policy =>
        {
            policy.WithOrigins("https://shop.example").AllowAnyHeader().AllowCredentials();
        }));
    }
}
