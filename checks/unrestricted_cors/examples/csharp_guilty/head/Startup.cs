public class Startup
{
    public void Add(IServiceCollection services)
    {
        services.AddCors(options => options.AddDefaultPolicy(policy =>
        {
            policy.SetIsOriginAllowed(origin => true).AllowAnyHeader().AllowCredentials();
        }));
    }
}
