using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;

public class ToolsController : Controller
{
    [HttpPost]
    public IActionResult Ping(string host)
    {
        var info = new ProcessStartInfo("ping");
        info.ArgumentList.Add(host);
        Process.Start(info);
        return Ok();
    }
}
