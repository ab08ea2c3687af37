using Microsoft.AspNetCore.Mvc;

public class FeedController : Controller
{
    [HttpGet]
    public async Task<IActionResult> Show(string query)
    {
        return Ok(await client.GetStringAsync("https://search.example/?q=" + Uri.EscapeDataString(query)));
    }
}
