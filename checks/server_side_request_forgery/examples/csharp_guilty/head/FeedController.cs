using Microsoft.AspNetCore.Mvc;

public class FeedController : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(string url)
    {
        return Ok(await client.GetStringAsync(url));
    }
}
