using System.IO;
using Microsoft.AspNetCore.Mvc;

public class FilesController : Controller
{
    [HttpGet]
    public IActionResult Show(string name)
    {
        return Ok(File.ReadAllText(Path.Combine("/srv/files", name)));
    }
}
