using System.IO;
using Microsoft.AspNetCore.Mvc;

public class FilesController : Controller
{
    [HttpGet]
    public IActionResult Show(string name)
    {
        return Ok(File.ReadAllText(Path.Combine("/srv/files", Path.GetFileName(name))));
    }

    [HttpGet]
    public IActionResult Other(string name)
    {
        var full = Path.GetFullPath(Path.Combine("/srv/files", name));
        if (!full.StartsWith("/srv/files/"))
        {
            return NotFound();
        }
        return Ok(File.ReadAllText(full));
    }
}
